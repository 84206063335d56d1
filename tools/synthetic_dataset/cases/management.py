"""Management: a case in steps, each question with a rubric of its own.

A rubric item is (points, criterion, the sentence of an answer that earns it). `weak` sentences are
what an answer says instead; they earn nothing.
"""

CASES = [
    dict(
        key="anticoagulation-fall", ages=(79, 90), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} with atrial fibrillation on apixaban 5 mg twice daily, "
        "hypertension, chronic kidney disease (creatinine 1.7 mg per deciliter, weight 56 kg) and two falls this year "
        "comes after tripping on a rug. There was no loss of consciousness. The head struck the floor; CT shows a thin "
        "subdural hematoma of 4 mm without shift. The patient lives alone and is fully oriented.",
        questions=[
            ("What do you do about anticoagulation today?", [
                (2, "Stops apixaban now and does not restart it before repeat imaging",
                 "I would stop apixaban now and not restart it before repeat imaging of the head."),
                (2, "Weighs reversal with andexanet or prothrombin complex by time of last dose and size of the "
                    "hematoma",
                 "Reversal with prothrombin complex or andexanet is weighed against the time of the last dose and the "
                 "small size of the hematoma."),
                (1, "Consults neurosurgery", "I would consult neurosurgery tonight."),
                (2, "Arranges repeat CT within 6 to 24 hours with neurologic checks",
                 "A repeat CT within 6 to 24 hours and hourly neurologic checks are arranged."),
                (1, "Explains the risk of bleeding and of stroke to the patient and documents the preference",
                 "I would explain the risk of further bleeding against that of stroke and document the preference of "
                 "the patient.")],
             ["I would change to aspirin.", "Give vitamin K by mouth.", "Continue everything as the bleed is small."]),
            ("The hematoma is unchanged after four weeks. What do you advise for stroke prevention?", [
                (2, "Restarts anticoagulation after shared decision, naming benefit over risk by CHA2DS2-VASc",
                 "After a shared decision I would restart anticoagulation, since by CHA2DS2-VASc the benefit exceeds "
                 "the risk."),
                (2, "Reduces apixaban to 2.5 mg because age, weight and creatinine meet the criteria",
                 "Apixaban is reduced to 2.5 mg twice daily because age, weight and creatinine meet the criteria."),
                (1, "Mentions left atrial appendage occlusion as an alternative",
                 "Left atrial appendage occlusion is an alternative if bleeding recurs."),
                (1, "Does not use aspirin as a substitute",
                 "Aspirin is no substitute and would not be used.")],
             ["Wait another six months.", "Warfarin with a low INR target could be tried."]),
            ("What do you do to prevent another fall?", [
                (2, "Reviews drugs and orthostatic blood pressure",
                 "I would review all drugs and measure orthostatic blood pressure."),
                (2, "Refers to physical therapy for strength and balance training",
                 "Referral to physical therapy for strength and balance training follows."),
                (1, "Arranges home safety assessment, removing rugs",
                 "A home safety assessment is arranged, with rugs removed."),
                (1, "Checks vision and footwear", "Vision and footwear are checked."),
                (1, "Offers an alarm system because the patient lives alone",
                 "An alarm system is offered because the patient lives alone.")],
             ["Advise a walker at all times.", "Bed rest until the pain is gone."]),
        ]),
    dict(
        key="new-lung-nodule", ages=(61, 74), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} with COPD and 45 pack-years, still smoking, had a CT for suspected "
        "kidney stone. It shows a spiculated nodule of 14 mm in the right upper lobe that was not there three years "
        "ago. FEV1 is 48% of predicted. The patient asks whether it can wait until a daughter's wedding in four "
        "months.",
        questions=[
            ("What is your next diagnostic step, and why?", [
                (2, "Estimates a high probability of malignancy from size, spiculation, growth, lobe and smoking",
                 "The probability of malignancy is high given size, spiculation, growth, upper lobe and smoking."),
                (2, "Orders PET-CT for staging before any invasive procedure",
                 "I would order PET-CT for staging before an invasive procedure."),
                (2, "Plans tissue diagnosis by CT-guided or navigational biopsy, weighing pneumothorax in emphysema",
                 "Tissue is planned by navigational or CT-guided biopsy, weighing the risk of pneumothorax in "
                 "emphysema."),
                (1, "Presents the case to a multidisciplinary tumor board",
                 "The case goes to the multidisciplinary tumor board.")],
             ["Repeat the CT in twelve months.", "A course of antibiotics and a chest film."]),
            ("How do you answer the question about waiting?", [
                (2, "Advises against a delay of four months and explains the risk of upstaging",
                 "I would advise against a delay of four months and explain the risk of upstaging."),
                (2, "Asks what matters to the patient and fits steps around the wedding",
                 "I would ask what matters to the patient and fit the steps around the wedding."),
                (1, "Offers a written plan with a navigator or direct contact",
                 "A written plan with a nurse navigator as direct contact is offered.")],
             ["It is up to the patient.", "There is nothing to worry about yet."]),
            ("What do you do about fitness for surgery and smoking?", [
                (2, "Obtains full lung function with diffusing capacity and an exercise test",
                 "I would obtain full lung function with diffusing capacity and an exercise test."),
                (2, "Names stereotactic radiotherapy as the alternative if lung function does not allow resection",
                 "If lung function does not allow resection, stereotactic radiotherapy is the alternative."),
                (2, "Starts smoking cessation with varenicline or combined nicotine replacement and counseling",
                 "Smoking cessation starts now, with varenicline or combined nicotine replacement and counseling."),
                (1, "Optimizes inhaled treatment and offers pulmonary rehabilitation",
                 "Inhaled treatment is optimized and pulmonary rehabilitation offered.")],
             ["Surgery is out of the question with COPD.", "Smoking no longer matters at this point."]),
        ]),
    dict(
        key="goals-of-care", ages=(70, 84), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} with metastatic pancreatic cancer, progressing on second-line "
        "chemotherapy, is admitted with pneumonia, needs 6 liters of oxygen and is tired but lucid. The chart says "
        "full code. The spouse asks that 'everything be done' and that the prognosis not be mentioned. The "
        "oncologist is away until Monday.",
        questions=[
            ("How do you conduct the conversation about goals of care?", [
                (2, "Asks the patient how much the patient wants to know and who should take part",
                 "I would ask the patient how much the patient wants to know and who should take part."),
                (2, "Explores understanding and what matters most before giving information",
                 "I would explore understanding and what matters most before giving information."),
                (2, "Shares prognosis honestly in plain words when invited, with empathy",
                 "When invited I would share the prognosis honestly, in plain words and with empathy."),
                (1, "Responds to the emotion and to the wish of the spouse",
                 "I would respond to the emotion behind the wish of the spouse."),
                (1, "Gives a recommendation that follows from the values stated",
                 "A recommendation follows from the values stated.")],
             ["I would follow the spouse's instruction.", "Such talks are for the oncologist on Monday."]),
            ("What is your plan if respiration worsens tonight?", [
                (2, "Clarifies code status with the patient now and documents it",
                 "I would clarify code status with the patient now and document it."),
                (2, "Proposes a time-limited trial of high-flow oxygen or noninvasive ventilation",
                 "A time-limited trial of high-flow oxygen or noninvasive ventilation is proposed."),
                (2, "Prescribes an opioid for dyspnea with antiemetic and bowel regimen",
                 "An opioid for dyspnea is prescribed, with an antiemetic and a bowel regimen."),
                (1, "Informs the night team and names the health care proxy",
                 "The night team is informed and the health care proxy named.")],
             ["Intubate, because the chart says full code.", "Avoid opioids because of the lungs."]),
            ("Whom do you involve, and what do you offer after discharge?", [
                (2, "Involves palliative care during this stay", "Palliative care is involved during this stay."),
                (2, "Offers hospice and describes what it provides at home",
                 "I would offer hospice and describe what it provides at home."),
                (1, "Calls the oncologist or the covering colleague", "I would call the covering oncologist today."),
                (1, "Supports the spouse with social work or chaplaincy",
                 "Social work and chaplaincy support the spouse.")],
             ["Third-line chemotherapy should be scheduled.", "Nothing further is needed."]),
        ]),
    dict(
        key="hyponatremia", ages=(48, 69), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} who drinks six beers a day and takes sertraline and chlorthalidone "
        "is found confused after three days of vomiting. Sodium is 108 mmol per liter, potassium 2.7, urea 8 mg per "
        "deciliter, plasma osmolality 232, urine sodium 18, urine osmolality 420 mOsm per kilogram. There was one "
        "short generalized seizure in the ambulance. Blood pressure is 104/62 mm Hg.",
        questions=[
            ("What do you give in the first hour?", [
                (3, "Hypertonic saline 3% as a bolus of 100 to 150 ml, repeated up to three times, for the seizure",
                 "For the seizure I would give hypertonic saline 3% as a bolus of 100 to 150 ml, repeated up to three "
                 "times."),
                (2, "Aims at a rise of 4 to 6 mmol per liter, not at normal sodium",
                 "The aim is a rise of 4 to 6 mmol per liter, not a normal sodium."),
                (1, "Secures the airway and admits to intensive care",
                 "The airway is secured and the patient admitted to intensive care."),
                (1, "Gives thiamine before glucose", "Thiamine is given before glucose.")],
             ["Normal saline at 250 ml per hour.", "Fluid restriction to 800 ml.", "A vaptan by mouth."]),
            ("How do you avoid harm over the next 48 hours?", [
                (2, "Limits correction to 8 mmol per liter in 24 hours because of alcohol and low potassium",
                 "Correction is limited to 8 mmol per liter in 24 hours because of alcohol and low potassium."),
                (2, "Measures sodium every two hours and urine output hourly",
                 "Sodium is measured every two hours and urine output hourly."),
                (2, "Gives desmopressin with dextrose 5% when sodium rises too fast or urine becomes dilute",
                 "When sodium rises too fast or urine becomes dilute I would give desmopressin with dextrose 5%."),
                (1, "Counts potassium replacement toward sodium correction",
                 "Potassium replacement counts toward the correction of sodium.")],
             ["Recheck the laboratory tomorrow.", "Faster correction is better after a seizure."]),
            ("What do you change before discharge?", [
                (2, "Stops chlorthalidone permanently and names it as a cause",
                 "Chlorthalidone is stopped permanently and named as a cause."),
                (1, "Replaces or stops sertraline after weighing depression",
                 "Sertraline is replaced or stopped after weighing the depression."),
                (2, "Treats alcohol use with counseling and naltrexone or acamprosate",
                 "Alcohol use is treated with counseling and naltrexone or acamprosate."),
                (1, "Arranges sodium within a week", "Sodium is checked within a week.")],
             ["Salt tablets for a month.", "A low-salt diet for the pressure."]),
        ]),
    dict(
        key="gi-bleed-stent", ages=(58, 76), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} received a drug-eluting stent of the left anterior descending "
        "artery seven weeks ago for a myocardial infarction and takes aspirin, ticagrelor and naproxen for back pain. "
        "Since last night there were four black stools. Pulse 108, blood pressure 98/60 mm Hg, hemoglobin 7.4 g per "
        "deciliter (was 13.2), urea raised, troponin at baseline. No chest pain.",
        questions=[
            ("What do you do before endoscopy?", [
                (2, "Resuscitates with fluid and transfuses to hemoglobin above 8 because of coronary disease",
                 "I would resuscitate with fluid and transfuse to a hemoglobin above 8 because of coronary disease."),
                (2, "Starts intravenous proton-pump inhibitor", "An intravenous proton-pump inhibitor is started."),
                (2, "Arranges endoscopy within 24 hours after stabilization",
                 "Endoscopy is arranged within 24 hours, after stabilization."),
                (1, "Stops naproxen for good", "Naproxen is stopped for good."),
                (1, "Repeats ECG and troponin", "ECG and troponin are repeated.")],
             ["Tranexamic acid every eight hours.", "Transfuse platelets first.", "Colonoscopy after bowel "
                                                                                  "preparation."]),
            ("What do you do about aspirin and ticagrelor?", [
                (2, "Continues aspirin without interruption because of the recent stent",
                 "Aspirin continues without interruption because of the recent stent."),
                (2, "Discusses the P2Y12 inhibitor with cardiology at once and does not stop both drugs",
                 "The P2Y12 inhibitor is discussed with cardiology at once; both drugs are not stopped together."),
                (2, "Restarts or changes to clopidogrel within one to three days after hemostasis",
                 "After hemostasis I would restart it, or change to clopidogrel, within one to three days."),
                (1, "States the risk of stent thrombosis in the first three months",
                 "The risk of stent thrombosis is highest in the first three months.")],
             ["Stop both for two weeks.", "Bridge with heparin."]),
            ("Endoscopy shows a duodenal ulcer with a visible vessel, clipped. What follows?", [
                (2, "High-dose proton-pump inhibitor for 72 hours, then twice daily for two weeks",
                 "A high-dose proton-pump inhibitor for 72 hours, then twice daily for two weeks, follows."),
                (2, "Tests for Helicobacter pylori and treats, repeating a negative test later",
                 "I would test for Helicobacter pylori and treat; a negative test is repeated later."),
                (1, "Keeps a proton-pump inhibitor as long as dual antiplatelet therapy lasts",
                 "A proton-pump inhibitor stays as long as dual antiplatelet therapy lasts."),
                (1, "Gives iron and finds another treatment for back pain",
                 "Iron is given, and another treatment found for the back pain.")],
             ["Discharge the same day on antacids.", "Surgery should be planned."]),
        ]),
]
